"""Who may do what: roles, accounts, and the tokens by which machines and curators ask."""

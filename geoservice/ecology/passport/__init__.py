"""The learning passport: sheets that stamp, stamps kept on a walker's device, certificates.

The server keeps how many stamps a space gave in a month, and until the day is over a hash by
which a device is not stamped twice. Who was stamped it does not know.
"""

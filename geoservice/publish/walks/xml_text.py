"""Writing XML of GPS devices and globes: trees in, bytes out, nothing that is no XML inside."""

import re
from xml.etree import ElementTree

# What XML 1.0 may hold (https://www.w3.org/TR/xml/#charsets); the rest cannot even be escaped.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Element = ElementTree.Element


def add(parent: Element, tag: str, text: object = None, **attributes: str) -> Element:
    """Add an element with its text in, and return it."""
    element = ElementTree.SubElement(parent, tag, {k: clean(v) for k, v in attributes.items()})
    if text is not None:
        element.text = clean(str(text))
    return element


def clean(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _NO_XML.sub("", text)


def write(root: Element) -> bytes:
    """Return a document in UTF-8."""
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{to_text(root)}\n'.encode()


def to_text(root: Element) -> str:
    """Return an element as a text, to stand inside another document."""
    return ElementTree.tostring(root, encoding="unicode")

"""What RFC 4287 asks of a feed, for the elements that ours have, as RELAX NG."""

from __future__ import annotations

from lxml import etree

_SCHEMA = b"""<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start>
    <element name="feed">
      <attribute name="xml:lang"><data type="language"/></attribute>
      <interleave>
        <element name="id"><ref name="address"/></element>
        <element name="title"><ref name="text"/></element>
        <element name="updated"><ref name="moment"/></element>
        <optional><element name="subtitle"><ref name="text"/></element></optional>
        <oneOrMore><ref name="author"/></oneOrMore>
        <oneOrMore><ref name="link"/></oneOrMore>
        <zeroOrMore><ref name="entry"/></zeroOrMore>
      </interleave>
    </element>
  </start>
  <define name="entry">
    <element name="entry">
      <interleave>
        <element name="id"><data type="anyURI"><param name="pattern">urn:uuid:[0-9a-f\\-]{36}</param></data></element>
        <element name="title"><ref name="text"/></element>
        <element name="updated"><ref name="moment"/></element>
        <element name="published"><ref name="moment"/></element>
        <ref name="author"/>
        <oneOrMore><ref name="link"/></oneOrMore>
        <zeroOrMore><element name="category"><attribute name="term"/></element></zeroOrMore>
        <element name="summary"><attribute name="type"><value>html</value></attribute><text/></element>
        <element name="content"><attribute name="type"><value>html</value></attribute><text/></element>
      </interleave>
    </element>
  </define>
  <define name="author">
    <element name="author">
      <interleave>
        <element name="name"><ref name="text"/></element>
        <optional><element name="uri"><ref name="address"/></element></optional>
      </interleave>
    </element>
  </define>
  <define name="link">
    <element name="link">
      <attribute name="href"><ref name="address"/></attribute>
      <choice>
        <attribute name="rel"><choice><value>self</value><value>alternate</value></choice></attribute>
        <group>
          <attribute name="rel"><value>enclosure</value></attribute>
          <attribute name="length"><data type="nonNegativeInteger"/></attribute>
          <attribute name="type"><data type="string"><param name="pattern">.+/.+</param></data></attribute>
        </group>
      </choice>
    </element>
  </define>
  <define name="address"><data type="anyURI"><param name="pattern">https?://[!-~]+</param></data></define>
  <define name="moment"><data type="dateTime"><param name="pattern">.*(Z|[+\\-][0-9]{2}:[0-9]{2})</param></data></define>
  <define name="text"><data type="string"><param name="minLength">1</param></data></define>
</grammar>"""

SCHEMA = etree.RelaxNG(etree.fromstring(_SCHEMA))
ATOM = "{http://www.w3.org/2005/Atom}"


def read(body: bytes) -> etree._Element:
    """The feed, which is valid."""
    feed = etree.fromstring(body)
    SCHEMA.assertValid(feed)
    for one in (feed, *feed.findall(f"{ATOM}entry")):
        assert len(one.findall(f"{ATOM}link[@rel='alternate']")) == 1
    assert len(feed.findall(f"{ATOM}link[@rel='self']")) == 1
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    return feed


def titles(feed: etree._Element) -> list[str | None]:
    """The titles of its entries."""
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]

from django.db import migrations

from gongkai.search.backends.tables import RunVendorSQL


class Migration(migrations.Migration):
    dependencies = [("gongkai_search", "0001_initial")]

    operations = [
        RunVendorSQL(
            sqlite=[
                "CREATE VIRTUAL TABLE search_index USING fts5(title, text, marks, content='', "
                "tokenize='ascii')"
            ],
            postgresql=[
                "CREATE TABLE search_index (position bigint PRIMARY KEY, vector tsvector NOT NULL)",
                "CREATE TABLE search_squeezed (position bigint PRIMARY KEY, title text NOT NULL, "
                "text text NOT NULL)",
                "CREATE INDEX search_index_tokens ON search_index USING gin (vector)",
            ],
            backwards=["DROP TABLE search_index", "DROP TABLE IF EXISTS search_squeezed"],
        )
    ]

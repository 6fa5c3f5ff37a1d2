"""The name of a table in a database: ``leads``, ``crm.leads`` or ``crm."Leads, old"``."""

import re
from dataclasses import dataclass

from ..dsl.errors import DataError
from .quoting import quote_name

_PART = r'"(?:[^"]|"")+"|[^".]+'
_NAME = re.compile(rf"({_PART})(?:\.({_PART}))?")


@dataclass(frozen=True, slots=True)
class TableName:
    name: str
    schema: str | None = None

    @classmethod
    def read(cls, text: str) -> "TableName":
        """A name as people write it: a part with a dot in it stands between two ``"``. Raises DataError if it is none.

        >>> TableName.read('crm."Leads, old"')
        TableName(name='Leads, old', schema='crm')
        """
        found = _NAME.fullmatch(text.strip())
        if not found:
            raise DataError(f"cannot read the name of a table: {text}", 'write leads, crm.leads or crm."leads.old"')
        first, second = map(_unquoted, found.groups())
        assert first is not None
        return cls(first) if second is None else cls(second, first)

    @property
    def sql(self) -> str:
        return ".".join(quote_name(part) for part in (self.schema, self.name) if part is not None)

    def __str__(self) -> str:
        parts = (part for part in (self.schema, self.name) if part is not None)
        return ".".join(part if re.fullmatch(r"\w[\w $-]*", part) else quote_name(part) for part in parts)


def _unquoted(part: str | None) -> str | None:
    return part[1:-1].replace('""', '"') if part is not None and part.startswith('"') else part

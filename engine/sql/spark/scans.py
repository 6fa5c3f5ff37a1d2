"""What Spark reads by itself, as DataFrames: files in any place that it can reach, and tables of its catalogue.

A scan is read by one call: files of one format and shape. Its columns are known by their names in the data.
"""

import gzip
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from ....dsl.errors import DataError
from ...csv_file import Header, read_header
from ...files import UNREADABLE_FILE, DataFile, Format, data_files, format_of_name
from ...project import EventsSettings, LeadsSettings
from ...sources_elsewhere import TABLE, is_elsewhere

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import DataType, StructType

_ENCODINGS = {"utf-8": "UTF-8", "utf-16": "UTF-16", "latin-1": "ISO-8859-1"}
BROKEN = "if it is damaged or cut short, copy or export it anew"
_GLOB = "*?[]{}\\"


@dataclass(frozen=True)
class Scan:
    """``columns``: name in the data → its expression over ``frame`` and its type. ``files``: those that are here."""

    frame: "DataFrame"
    columns: "dict[str, tuple[str, DataType]]"
    is_table: bool = False
    files: tuple[DataFile, ...] = ()
    header: Header | None = None


def scans_of(
    spark: "SparkSession", root: Path, settings: LeadsSettings | EventsSettings, setting: str
) -> Iterator[Scan]:
    """The scans that a source takes, in its order. Raises DataError for what is not there or has no format."""
    for source in settings.source:
        if source.startswith(TABLE):
            frame = spark.table(source.removeprefix(TABLE))
            yield Scan(frame, _leaves(frame.schema), is_table=True)
        elif is_elsewhere(source):
            yield _elsewhere(spark, source, settings, setting)
        elif (root / source).is_dir():
            yield _parquet(spark, [_as_uri(root / source)])
        else:
            yield from _local(spark, data_files(root, [source], setting), settings)


def _local(
    spark: "SparkSession", files: Sequence[DataFile], settings: LeadsSettings | EventsSettings
) -> Iterator[Scan]:
    headers = {
        file.path: read_header(file, settings.delimiter, settings.encoding)
        for file in files
        if file.format is Format.CSV
    }
    for (format, header, is_array), group in groupby(
        files, lambda file: (file.format, headers.get(file.path), _is_array(file))
    ):
        some = tuple(group)
        paths = [_as_uri(file.path) for file in some]
        if header is not None:
            scan = _csv(spark, paths, header, settings.encoding)
        elif format is Format.JSON:
            scan = _json(spark, paths, is_array)
        else:
            scan = _with_nanoseconds(_parquet(spark, paths), some[0])
        yield replace(scan, files=some)


def _elsewhere(spark: "SparkSession", source: str, settings: LeadsSettings | EventsSettings, setting: str) -> Scan:
    """What lies behind a URL. A folder whose name has no ending holds Parquet files."""
    name = source.rstrip("/").rpartition("/")[2]
    format = format_of_name(name) if "." in name.strip(".*") else Format.PARQUET
    match format:
        case Format.PARQUET:
            return _parquet(spark, [source])
        case Format.JSON:
            return _json(spark, [source], name.removesuffix(".gz").endswith(".json"))
        case Format.CSV:
            delimiter = settings.delimiter or ("\t" if ".tsv" in name else ",")
            plain = spark.read.csv(source, header=True, sep=delimiter, multiLine=True, quote='"', escape='"')
            header = Header(tuple(unicodedata.normalize("NFC", found) for found in plain.columns), delimiter)
            return _csv(spark, [source], header, settings.encoding)
        case None:
            raise DataError(
                f"{setting}: cannot tell the format of {source} by its ending",
                "name files by a pattern, such as s3a://bucket/leads/*.csv, or a folder of Parquet files",
                UNREADABLE_FILE,
            )


def _csv(spark: "SparkSession", paths: list[str], header: Header, encoding: str) -> Scan:
    """Every value is a text. Values may have line ends in them, so that a file is read by one task."""
    from pyspark.sql.types import StringType, StructField, StructType

    text = StringType()
    names = {name: f"c{n}" for n, name in enumerate(header.names)}
    frame = spark.read.csv(
        paths,
        schema=StructType([StructField(name, text) for name in names.values()]),
        header=True,
        sep=header.delimiter,
        quote='"',
        escape='"',
        encoding=_ENCODINGS[encoding],
        multiLine=True,
        mode="FAILFAST",
        unescapedQuoteHandling="RAISE_ERROR",
    )
    return Scan(frame, {found: (name, text) for found, name in names.items()}, header=header)


def _json(spark: "SparkSession", paths: list[str], is_array: bool) -> Scan:
    """Every value that is no object is a text, as it stands."""
    reader = spark.read.option("mode", "FAILFAST").option("multiLine", is_array)
    found = reader.option("primitivesAsString", True).json(paths)
    frame = reader.schema(_as_texts(found.schema)).json(paths)
    return Scan(frame, _leaves(frame.schema))


def _parquet(spark: "SparkSession", paths: list[str]) -> Scan:
    frame = spark.read.option("mergeSchema", len(paths) > 1).parquet(*paths)
    return Scan(frame, _leaves(frame.schema))


def _with_nanoseconds(scan: Scan, file: DataFile) -> Scan:
    """Timestamps in nanoseconds, which Spark reads as whole numbers, cut off after microseconds."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    from pyspark.sql.types import TimestampNTZType, TimestampType

    try:
        schema = pq.read_schema(file.path)
    except (OSError, pa.ArrowException) as error:
        raise DataError(f"{file.shown} cannot be read: {error}", BROKEN, UNREADABLE_FILE) from error
    columns = dict(scan.columns)
    for field in schema:
        name = unicodedata.normalize("NFC", field.name)
        if pa.types.is_timestamp(field.type) and field.type.unit == "ns" and name in columns:
            instant = f"TIMESTAMP_MICROS({columns[name][0]} DIV 1000)"
            if field.type.tz is None:
                columns[name] = f"CAST({instant} AS TIMESTAMP_NTZ)", TimestampNTZType()
            else:
                columns[name] = instant, TimestampType()
    return replace(scan, columns=columns)


def _as_texts(type: "StructType") -> "StructType":
    """The same with every leaf a text."""
    from pyspark.sql.types import StringType, StructField, StructType

    fields: list[StructField] = []
    for field in type:
        inner = _as_texts(field.dataType) if isinstance(field.dataType, StructType) else StringType()
        fields.append(StructField(field.name, inner))
    return StructType(fields)


def _leaves(type: "StructType", path: str = "", name: str = "") -> "dict[str, tuple[str, DataType]]":
    """The columns, those of objects by names with dots: ``company.country``."""
    from pyspark.sql.types import StructType

    result: dict[str, tuple[str, DataType]] = {}
    for field in type:
        sql = f"{path}`{field.name.replace('`', '``')}`"
        found = unicodedata.normalize("NFC", f"{name}{field.name}")
        if isinstance(field.dataType, StructType):
            result |= _leaves(field.dataType, f"{sql}.", f"{found}.")
        else:
            result[found] = sql, field.dataType
    return result


def _as_uri(path: Path) -> str:
    """A local path as Spark is told it, which takes every path for a pattern."""
    escaped = "".join(f"\\{sign}" if sign in _GLOB else sign for sign in str(path.absolute()))
    return f"file:{escaped}"


def local_path(uri: str) -> Path | None:
    """The local file that Spark tells of, None if it is elsewhere."""
    parts = urlsplit(uri)
    return Path(unquote(parts.path)) if parts.scheme in ("", "file") else None


def _is_array(file: DataFile) -> bool:
    """Whether a JSON file holds one array of objects, and not an object a line."""
    if file.format is not Format.JSON:
        return False
    try:
        with gzip.open(file.path) if file.path.suffix.lower() == ".gz" else file.path.open("rb") as data:
            return data.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")
    except (OSError, EOFError) as error:
        raise DataError(f"{file.shown} cannot be read: {error}", None, UNREADABLE_FILE) from error

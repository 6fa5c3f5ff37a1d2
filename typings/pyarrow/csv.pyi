from collections.abc import Mapping, Sequence

from . import BufferOutputStream, BufferReader, DataType, Table

class ReadOptions:
    def __init__(
        self, *, use_threads: bool = True, block_size: int = ..., column_names: Sequence[str] = ...
    ) -> None: ...

class ParseOptions:
    def __init__(self, *, newlines_in_values: bool = False, ignore_empty_lines: bool = True) -> None: ...

class ConvertOptions:
    def __init__(
        self,
        *,
        column_types: Mapping[str, DataType] = ...,
        null_values: Sequence[str] = ...,
        true_values: Sequence[str] = ...,
        false_values: Sequence[str] = ...,
        strings_can_be_null: bool = False,
        quoted_strings_can_be_null: bool = True,
    ) -> None: ...

class WriteOptions:
    def __init__(self, *, include_header: bool = True) -> None: ...

def read_csv(
    input_file: BufferReader,
    read_options: ReadOptions | None = None,
    parse_options: ParseOptions | None = None,
    convert_options: ConvertOptions | None = None,
) -> Table: ...
def write_csv(data: Table, output_file: BufferOutputStream, write_options: WriteOptions | None = None) -> None: ...

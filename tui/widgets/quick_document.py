"""A document that knows its height: Textual's own counts all lines anew for each line that it draws."""

from textual.document._wrapped_document import WrappedDocument


class QuickDocument(WrappedDocument):
    @property
    def height(self) -> int:
        return len(self._offset_to_line_info)

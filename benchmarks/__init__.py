"""What measures leadwright, with the data and the models that it is measured by; no part of the wheel."""

"""What desktops call the copy of a file, in the words of their language."""

# A part of a regular expression, for any case of its letters.
COPY = "(?i:copy|copie|copia|kopie|사본|복사본|コピー|副本|拷贝|拷貝)"
# Before a number, without a space.
COPY_OF = "のコピー"

"""The language server: findings while an author types, and what an editor can tell of both languages.

In: what an editor has open, saved or not, and the project on the disk. Out: answers of the Language
Server Protocol (3.17). Knows no Sphinx application, runs no code and writes no file.
"""

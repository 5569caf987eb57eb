"""What a raw mail says: who, to whom, the words, the files, machine or person. Knows no app and no database."""

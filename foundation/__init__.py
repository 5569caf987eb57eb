"""What every app may use: clock, signed tokens, keyset pages, blobs, safe text. No models; knows no app."""

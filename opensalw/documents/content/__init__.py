"""What the documents say: each module makes one document's blocks from records, none of them prints."""

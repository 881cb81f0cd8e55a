"""What must hold in coordination, a module for each noun. A rule returns the reason for refusing, or None."""

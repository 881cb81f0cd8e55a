"""What stands in coordination: meetings, conclusions, needs, projects, funds; tables only."""

"""Mail, JSON, XML and subtitles."""

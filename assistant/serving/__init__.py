"""The server put together: API, OpenAI's format, MCP, widget, chat and reader behind one port. Translates;
decides nothing about answers.
"""

"""The chat page, on Gradio. Knows answers as the engine gives them; holds no logic of its own."""

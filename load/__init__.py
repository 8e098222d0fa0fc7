"""`make load`: plays a council evening against the stack for real use, and says whether it kept its promises."""

"""Making P&C-documents public: what a document shows, the chain of what was published, and what moved between two."""

"""The council still wants paper: publications, beleidsterreinen and indicators as PDF, and the files kept of them."""

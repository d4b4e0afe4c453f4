process.exit(78)

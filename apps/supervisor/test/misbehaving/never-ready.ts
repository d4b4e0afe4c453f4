// Asks for its socket, gets it, and does nothing with it.
process.on('message', () => {})
process.send?.({ v: 1, type: 'prepared' })

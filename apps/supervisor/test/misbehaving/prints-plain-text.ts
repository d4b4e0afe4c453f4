process.stdout.write('Listening on some port\n{"level":"info","msg":"a line of JSON"}\n{"half":\n')
process.stderr.write('(node:1) Warning: pbn_abcdefgh12345678 is deprecated\n')
process.stdout.write(`${'x'.repeat(300 * 1024)}\n`)
process.on('message', () => {})

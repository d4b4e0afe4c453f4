// It lives until it is ended, and is watched meanwhile.
setInterval(() => {}, 60_000)
process.stdout.write('ready')

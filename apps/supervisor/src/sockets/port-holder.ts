import { readdir, readFile, readlink } from 'node:fs/promises'

/** The state of a listening socket in /proc/net/tcp (Linux, include/net/tcp_states.h). */
const listenState = '0A'

/** Enough of a command line to recognise the program. */
const longestCommand = 80

/**
 * Who listens on a port, as in `pid 4711 (node server.js)`. Only Linux tells, and of processes of
 * other users it does not tell; then it is "another process".
 */
export async function describePortHolder(port: number): Promise<string> {
  const inodes = await listeningInodes(port)
  const pid = inodes.size > 0 ? await findHolder(inodes) : undefined
  if (pid === undefined) return 'another process'
  const command = (await readOr(`/proc/${pid}/cmdline`)).replaceAll('\0', ' ').trim()
  return `pid ${pid} (${command.slice(0, longestCommand)})`
}

async function listeningInodes(port: number): Promise<ReadonlySet<string>> {
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map(readOr))
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0')
  const rows = tables.flatMap((table) => table.split('\n')).map((row) => row.trim().split(/\s+/))
  // Columns: sl, local_address, rem_address, st, queues, timer, retransmits, uid, timeout, inode.
  const held = rows.filter((row) => row[1]?.endsWith(`:${hexPort}`) && row[3] === listenState)
  return new Set(held.map((row) => `socket:[${row[9]}]`))
}

async function findHolder(inodes: ReadonlySet<string>): Promise<string | undefined> {
  const pids = (await listOr('/proc')).filter((name) => /^\d+$/.test(name))
  for (const pid of pids) {
    const descriptors = await listOr(`/proc/${pid}/fd`)
    const links = await Promise.all(descriptors.map((fd) => linkOr(`/proc/${pid}/fd/${fd}`)))
    if (links.some((link) => inodes.has(link))) return pid
  }
  return undefined
}

const nothing = () => ''
const readOr = (file: string) => readFile(file, 'utf8').catch(nothing)
const linkOr = (file: string) => readlink(file).catch(nothing)
const listOr = (folder: string) => readdir(folder).catch((): string[] => [])

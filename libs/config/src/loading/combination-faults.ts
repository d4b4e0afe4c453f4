import { isLoopback } from '../formats/loopback.ts'
import type { Given } from '../sources/given.ts'
import type { Values } from '../values.ts'
import type { ConfigFault } from './faults.ts'

/** Hosts to listen on that no client can ask for. */
const WILDCARDS = ['0.0.0.0', '::']

/** The settings that tell a gateway under which names it is known. */
const NAMING = ['mcp.public_url', 'mcp.allowed_hosts']

/** What only shows when settings are seen together. Each value by itself is right. */
export function combinationFaults(given: readonly Given[], values: Values): readonly ConfigFault[] {
  const faults = [
    ...namelessFaults(given, values),
    ...exposureFaults(given, values),
    ...openAdministration(given, values),
    ...keysOfNobody(values),
    ...sessionsOfSeveral(given, values),
    ...olderSessionsOfSeveral(given, values),
  ]
  return faults.map((fault) => {
    const at = given.find(({ setting }) => setting.key === fault.pointer)?.at
    return at === undefined ? fault : { ...fault, at }
  })
}

/** A gateway for everybody needs a login, and a name. */
function exposureFaults(given: readonly Given[], values: Values): readonly ConfigFault[] {
  const host = String(values.get('mcp.host'))
  if (isLoopback(host)) return []
  const origin = given.find(({ setting }) => setting.key === 'mcp.host')?.origin
  const says = `but ${origin} says "${host}"`
  if (values.get('auth.required') !== true) {
    const message = `must be 127.0.0.1, ::1 or localhost unless auth.required is true, ${says}.`
    return [{ pointer: 'mcp.host', message, notLoopback: true }]
  }
  if (!WILDCARDS.includes(host) || given.some(({ setting }) => NAMING.includes(setting.key))) {
    return []
  }
  const message = `must be the address under which clients reach MCP, ${says} for mcp.host.`
  return [{ pointer: 'mcp.public_url', message }]
}

/** What is reached from elsewhere asks for a login; the name by which, nobody can guess. */
function namelessFaults(given: readonly Given[], values: Values): readonly ConfigFault[] {
  return ['web', 'supervisor'].flatMap((section): ConfigFault[] => {
    const pointer = `${section}.host`
    const host = String(values.get(pointer))
    const names = values.get(`${section}.allowed_hosts`)
    if (!WILDCARDS.includes(host) || (Array.isArray(names) && names.length > 0)) return []
    const origin = given.find(({ setting }) => setting.key === pointer)?.origin
    const message = `must be 127.0.0.1, ::1, localhost or one address unless ${section}.allowed_hosts names what browsers call this machine, but ${origin} says "${host}".`
    return [{ pointer, message, notLoopback: true }]
  })
}

/** Behind a proxy everybody seems to be of this machine, and would administer it. */
function openAdministration(given: readonly Given[], values: Values): readonly ConfigFault[] {
  const isOpen = values.get('mcp.admin_tools') === true && values.get('auth.required') !== true
  const url = String(values.get('mcp.public_url'))
  if (!isOpen || !URL.canParse(url) || isLoopback(new URL(url).hostname)) return []
  const origin = given.find(({ setting }) => setting.key === 'mcp.admin_tools')?.origin
  const message = `must be false unless auth.required is true where mcp.public_url is ${url}, but ${origin} says "true".`
  return [{ pointer: 'mcp.admin_tools', message }]
}

function keysOfNobody(values: Values): readonly ConfigFault[] {
  if (values.get('auth.jwks_url') === '' || values.get('auth.issuer') !== '') return []
  const message = 'must name the authorization server to which the keys of auth.jwks_url belong.'
  return [{ pointer: 'auth.issuer', message }]
}

/** A session lives in one process, and the next request of its client may reach another. */
function sessionsOfSeveral(given: readonly Given[], values: Values): readonly ConfigFault[] {
  const origin = given.find(({ setting }) => setting.key === 'mcp.legacy')?.origin
  const isSession = values.get('mcp.legacy') === 'session'
  if (origin === undefined || !isSession || Number(values.get('mcp.workers')) <= 1) return []
  const message = `must be stateless or reject if mcp.workers is more than 1, but ${origin} says "session".`
  return [{ pointer: 'mcp.legacy', message }]
}

/** The transport of 2024-11-05 has sessions, whatever is said of later ones. */
function olderSessionsOfSeveral(given: readonly Given[], values: Values): readonly ConfigFault[] {
  if (values.get('mcp.sse') !== true || Number(values.get('mcp.workers')) <= 1) return []
  const origin = given.find(({ setting }) => setting.key === 'mcp.sse')?.origin
  const message = `must be false if mcp.workers is more than 1, but ${origin} says "true".`
  return [{ pointer: 'mcp.sse', message }]
}

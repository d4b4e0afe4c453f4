import { expect, test } from 'vitest'
import { type ClientName, clientNames, type Machine } from './client.ts'
import { clients } from './clients.ts'

/** Where each client has its configuration there. */
const placesOn = (machine: Machine) =>
  Object.fromEntries(clientNames.map((name) => [name, clients[name].files(machine)[0]]))

const inHome = (join: (...names: string[]) => string): Partial<Record<ClientName, string>> => ({
  'claude-code': join('.claude.json'),
  cursor: join('.cursor', 'mcp.json'),
  codex: join('.codex', 'config.toml'),
  gemini: join('.gemini', 'settings.json'),
  opencode: join('.config', 'opencode', 'opencode.json'),
})

test.each<[string, Machine, Partial<Record<ClientName, string>>]>([
  [
    'Linux, and so in WSL for the clients that run there',
    { platform: 'linux', home: '/home/ada', variables: {} },
    {
      ...inHome((...names) => `/home/ada/${names.join('/')}`),
      'claude-desktop': '/home/ada/.config/Claude/claude_desktop_config.json',
      vscode: '/home/ada/.config/Code/User/mcp.json',
    },
  ],
  [
    'macOS',
    { platform: 'darwin', home: '/Users/ada', variables: { APPDATA: '/elsewhere' } },
    {
      ...inHome((...names) => `/Users/ada/${names.join('/')}`),
      'claude-desktop': '/Users/ada/Library/Application Support/Claude/claude_desktop_config.json',
      vscode: '/Users/ada/Library/Application Support/Code/User/mcp.json',
    },
  ],
  [
    'Windows',
    { platform: 'win32', home: 'C:\\Users\\Ada', variables: {} },
    {
      ...inHome((...names) => `C:\\Users\\Ada\\${names.join('\\')}`),
      'claude-desktop': 'C:\\Users\\Ada\\AppData\\Roaming\\Claude\\claude_desktop_config.json',
      vscode: 'C:\\Users\\Ada\\AppData\\Roaming\\Code\\User\\mcp.json',
    },
  ],
  [
    'Windows, with folders of somebody else’s choice',
    {
      platform: 'win32',
      home: 'C:\\Users\\Ada',
      variables: { APPDATA: 'D:\\Data', CODEX_HOME: 'D:\\codex', CLAUDE_CONFIG_DIR: 'D:\\claude' },
    },
    {
      'claude-desktop': 'D:\\Data\\Claude\\claude_desktop_config.json',
      'claude-code': 'D:\\claude\\.claude.json',
      codex: 'D:\\codex\\config.toml',
      vscode: 'D:\\Data\\Code\\User\\mcp.json',
    },
  ],
  [
    'Linux, with folders of somebody else’s choice',
    {
      platform: 'linux',
      home: '/home/ada',
      variables: { XDG_CONFIG_HOME: '/x', CODEX_HOME: '/c' },
    },
    {
      'claude-desktop': '/x/Claude/claude_desktop_config.json',
      codex: '/c/config.toml',
      opencode: '/x/opencode/opencode.json',
      vscode: '/x/Code/User/mcp.json',
      gemini: '/home/ada/.gemini/settings.json',
    },
  ],
])('each client is found where it keeps its configuration: %s', (_title, machine, places) => {
  expect(placesOn(machine)).toMatchObject(places)
})

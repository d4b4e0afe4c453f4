import type { Command } from 'commander'

/** Under which heading the help lists a command; forty in one list are found by nobody. */
const groups: Readonly<Record<string, readonly string[]>> = {
  'Run PromptBin:': ['start', 'stop', 'reload', 'restart', 'scale', 'service', 'web', 'gateway'],
  'Prompts:': ['import', 'export', 'render'],
  'Clients and people:': ['connect', 'mcp', 'token', 'account', 'login-link', 'webhook'],
  'See how it is:': [
    'status',
    'health',
    'top',
    'stats',
    'events',
    'logs',
    'log-level',
    'errors',
    'error',
    'metrics',
    'profile',
    'profiles',
    'audit',
  ],
  'Keep it safe, and mend it:': [
    'backup',
    'doctor',
    'report',
    'reports',
    'library',
    'recover',
    'maintenance',
  ],
  'Set it up:': ['config', 'completion'],
  'For tests of PromptBin itself:': ['failpoints'],
}

const headings = new Map(
  Object.entries(groups).flatMap(([heading, names]) => names.map((name) => [name, heading])),
)

/** Puts every command of the line under its heading; one without stands at the end of the help. */
export function groupCommands(program: Command): void {
  for (const command of program.commands) {
    const heading = headings.get(command.name())
    if (heading !== undefined) command.helpGroup(heading)
  }
}

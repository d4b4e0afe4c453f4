/** How every command tells a script what became of it; 2 follows the habit of shells. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  unhealthy: 3,
  notRunning: 4,
  notAllowed: 5,
} as const

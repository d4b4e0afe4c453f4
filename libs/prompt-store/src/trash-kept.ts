/** How long a prompt stays in the trash, in milliseconds. */
export const trashKeptMs = 30 * 24 * 60 * 60 * 1_000

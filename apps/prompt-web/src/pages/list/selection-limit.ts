/** As many prompts as are changed at once, told afterwards and taken back; REST has the same bound. */
export const maxSelected = 500

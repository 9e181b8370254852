/** privacy 4.2 "login failure handling, session end, timeout"; SOP R43 for the lock screen. */
export const sessionIdleMinutes = 30
export const sessionHours = 12
export const signInAttempts = 5
export const lockoutMinutes = 30
/** How often use of a session is written down. */
export const touchSeconds = 60

/** Sessions made or last used at or before these moments are over. */
export function sessionLimits(now: Date): { created: Date; seen: Date } {
  return {
    created: new Date(now.getTime() - sessionHours * 3_600_000),
    seen: new Date(now.getTime() - sessionIdleMinutes * 60_000),
  }
}

export function isSessionAlive(session: { createdAt: Date; lastSeenAt: Date }, now: Date): boolean {
  const limits = sessionLimits(now)
  return session.createdAt > limits.created && session.lastSeenAt > limits.seen
}

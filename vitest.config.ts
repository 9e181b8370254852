import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'rules',
          pool: 'threads',
          include: ['{bin,domain,tools,console,widget}/**/*.test.{ts,tsx,mjs}'],
          testTimeout: 5_000,
        },
      },
      {
        test: {
          name: 'server',
          // Native modules (argon2, jieba, sharp) get a process of their own.
          pool: 'forks',
          include: ['{server,test,bench,faults,security}/**/*.test.ts'],
          globalSetup: 'test/global-setup.ts',
          testTimeout: 20_000,
          hookTimeout: 60_000,
          // As for the journeys: a shared CI machine may stall; a second try is printed, and is a bug to mend.
          retry: process.env.CI === 'true' ? 1 : 0,
        },
      },
    ],
  },
})

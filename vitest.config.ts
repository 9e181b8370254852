import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    pool: 'threads',
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'rules',
          include: ['{bin,domain,tools,console,widget}/**/*.test.{ts,tsx,mjs}'],
          testTimeout: 5_000,
        },
      },
      {
        test: {
          name: 'server',
          include: ['{server,test,bench}/**/*.test.ts'],
          globalSetup: 'test/global-setup.ts',
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})

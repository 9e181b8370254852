import { accessSync, constants } from 'node:fs'
import { chromium } from '@playwright/test'

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
export const advice = 'install Chromium (apt-get install chromium) or set CHROMIUM_PATH'
export const hasChromium = isExecutable(executablePath)

const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync']
export const launchChromium = () =>
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', ...quiet] })

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

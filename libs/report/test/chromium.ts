import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Nothing but the page under test may reach the network, and nothing of the browser's own. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the Chromium of the system. @throws Error that says how to get one. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env.METASPARSE_CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(
      `There is no Chromium at ${executablePath}: run "apt-get install -y chromium", or set METASPARSE_CHROMIUM to where it is.`,
    );
  }
  return chromium.launch({ executablePath, args: FLAGS, headless: true });
}

import { parseArgs } from 'node:util';
import { ConfigurationError } from '@clinicarrivals/core';
import { createRelayAccount } from '@clinicarrivals/relay';
import { addToAccountsFile } from './accounts-file.ts';
import { joinPath } from './join-page.ts';
import type { RelaySettings } from './settings.ts';

/**
 * Makes an account, adds it to the file, and words what the clinic is told: its webhook URL and its token, which are shown this once.
 *
 * @throws ConfigurationError naming the option and the fix
 */
export function addAccount(args: readonly string[], { accountsFile, publicUrl }: RelaySettings): string {
  const { values } = parseArgs({
    args: [...args],
    options: {
      id: { type: 'string' },
      'public-key': { type: 'string' },
      reply: { type: 'string', default: 'twiml' },
      unsealed: { type: 'boolean', default: false },
      'legacy-account-sid': { type: 'string' },
    },
  });
  const { id = '', reply, unsealed } = values;
  const publicKey = values['public-key'];
  const accountSid = values['legacy-account-sid'];
  if (publicKey === undefined && !unsealed) {
    throw new ConfigurationError({
      field: '--public-key',
      message:
        'is missing; the clinic makes a pair with createKeyPair. Give --unsealed to keep its texts readable here',
    });
  }
  if (reply !== 'twiml' && reply !== 'empty') {
    throw new ConfigurationError({
      field: '--reply',
      message: 'must be twiml for Twilio, or empty for other gateways',
    });
  }
  const { account, webhookPath, token } = createRelayAccount({
    id,
    reply,
    ...(publicKey === undefined ? {} : { publicKey }),
    ...(accountSid === undefined ? {} : { legacy: { accountSid } }),
  });
  addToAccountsFile(accountsFile, account);
  const base = publicUrl.replace(/\/+$/, '');
  // Twilio tries again only when it is asked to, by the fragment, which it does not send.
  const overrides = reply === 'twiml' ? '#rc=5&rp=all' : '';
  return `The account ${account.id} is in the file. These are shown once; give them to the clinic by a safe way:

  Webhook URL, for the gateway:  ${base}/in/${webhookPath}${overrides}
  Token, for the clinic:         ${token}

In the clinic:
  createProxyClient({ url: '${base}', account: '${account.id}', token, ${publicKey === undefined ? '' : 'privateKey, '}reader, numbers })
${
  publicKey === undefined
    ? ''
    : `  createJoinLinks({ url: '${base}${joinPath}', secret }) and createLinkPublisher, for consultations by video
`
}
A relay that is running takes the account in when it is sent SIGHUP, or at its next start.`;
}

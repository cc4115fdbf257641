import type { Relay } from '@clinicarrivals/relay';
import { createJoinPage } from '@clinicarrivals/video/join-page';
import type { JoinPage } from '@clinicarrivals/video/join-page';

/** Give it every request below `/v/`. */
export function createRelayPage(relay: Relay): JoinPage {
  const links = { url: 'https://relay.example/v', read: (code: string) => relay.video.read(code) };
  return createJoinPage({
    links,
    desk: relay.video,
    clinic: (pass) => relay.video.clinic(pass),
    connectTo: ['wss://video.example'],
  });
}

export { createJoinPage } from './join/create-join-page.ts';
export type { JoinPage, JoinPageLinks, JoinPageOptions } from './join/create-join-page.ts';
export type { JoinPageCall, JoinPageClinic, JoinPageFailure, JoinPageVisit } from './join/answers.ts';

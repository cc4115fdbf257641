import type { Clock } from '@clinicarrivals/core';
import { createDueQueue } from '../due-queue.ts';
import type { DueQueue } from '../due-queue.ts';
import type { Random } from '../random.ts';

/** Somebody in a room. */
export interface SimulatedParticipant {
  readonly id: string;
  readonly sessionId: string;
  /** Who it is, as their token says: LiveKit's identity, OpenVidu's `serverData`. */
  readonly label: string;
  /** Epoch milliseconds. */
  readonly joinedAt: number;
}

export interface SimulatedRoom {
  readonly sessionId: string;
  /** Another one each time when a room of this name is opened. */
  readonly uniqueId: string;
  /** Epoch milliseconds. */
  readonly openedAt: number;
  readonly lifetime: RoomLifetime;
  /** Somebody has joined since it was opened. */
  readonly isUsed: boolean;
  readonly participants: readonly SimulatedParticipant[];
}

/** When a room closes by itself. */
export interface RoomLifetime {
  /** Epoch milliseconds; when nobody has joined until then. */
  readonly unusedUntil: number;
  /** How long after the last one has left. */
  readonly departureMs: number;
}

/**
 * `left`: by their own will · `removed`: put out by the API · `replaced`: the same person has joined from another device ·
 * `room-closed` · `restarted`: the server has forgotten everything.
 */
export type LeaveReason = 'left' | 'removed' | 'replaced' | 'room-closed' | 'restarted';
/** `asked`: by the API · `unused`: nobody came · `empty`: the last one has left · `restarted`: as above. */
export type CloseReason = 'asked' | 'unused' | 'empty' | 'restarted';

export interface RoomListener {
  opened(room: SimulatedRoom): void;
  joined(room: SimulatedRoom, participant: SimulatedParticipant): void;
  left(room: SimulatedRoom, participant: SimulatedParticipant, reason: LeaveReason): void;
  closed(room: SimulatedRoom, reason: CloseReason): void;
}

export interface NewParticipant {
  readonly sessionId: string;
  readonly label: string;
  /** Called once, when they are out for whatever reason. */
  readonly onLeft?: () => void;
}

/** The rooms of a server and who is in them, without HTTP. */
export interface RoomBook {
  /** Opens a room, or gives the one that is open. */
  open(sessionId: string, lifetime: RoomLifetime): SimulatedRoom;
  get(sessionId: string): SimulatedRoom | null;
  list(): readonly SimulatedRoom[];
  /** Null when there is no such room. */
  join(person: NewParticipant & { readonly id: string }): SimulatedParticipant | null;
  /** Idempotent. */
  leave(participantId: string, reason: LeaveReason): void;
  isIn(participantId: string): boolean;
  /** False when there is no such room. */
  close(sessionId: string, reason: CloseReason): boolean;
  /** Forgets everything, as a crash does. */
  restart(): void;
  /** Closes the rooms whose time has come. */
  settle(): void;
  /** When a room closes by itself next; null when none will. */
  nextAt(): number | null;
}

interface Room extends SimulatedRoom {
  isUsed: boolean;
  readonly people: Map<string, { readonly participant: SimulatedParticipant; readonly onLeft: () => void }>;
  cancelClosing: () => void;
}

interface Book {
  readonly clock: Clock;
  readonly listener: RoomListener;
  readonly rooms: Map<string, Room>;
  /** By participant id. */
  readonly whereabouts: Map<string, Room>;
  readonly due: DueQueue;
}

/** Makes a book without rooms. */
export function createRoomBook(options: {
  readonly clock: Clock;
  readonly random: Random;
  readonly listener: RoomListener;
}): RoomBook {
  const { clock, random, listener } = options;
  const book: Book = { clock, listener, rooms: new Map(), whereabouts: new Map(), due: createDueQueue() };
  const { rooms, whereabouts, due } = book;

  return {
    open: (sessionId, lifetime) => {
      const existing = rooms.get(sessionId);
      if (existing !== undefined) return existing;
      const room = newRoom({ sessionId, uniqueId: random.hex(12), openedAt: clock.now(), lifetime });
      rooms.set(sessionId, room);
      closeLater(book, room, lifetime.unusedUntil, 'unused');
      listener.opened(room);
      return room;
    },
    get: (sessionId) => rooms.get(sessionId) ?? null,
    list: () => [...rooms.values()],
    join: ({ id, sessionId, label, onLeft = () => undefined }) => {
      const room = rooms.get(sessionId);
      if (room === undefined) return null;
      const participant = { id, sessionId, label, joinedAt: clock.now() };
      room.cancelClosing();
      room.isUsed = true;
      room.people.set(id, { participant, onLeft });
      whereabouts.set(id, room);
      listener.joined(room, participant);
      return participant;
    },
    leave: (participantId, reason) => {
      leaveRoom(book, participantId, reason);
    },
    isIn: (participantId) => whereabouts.has(participantId),
    close: (sessionId, reason) => closeRoom(book, sessionId, reason),
    restart: () => {
      for (const sessionId of [...rooms.keys()]) closeRoom(book, sessionId, 'restarted');
    },
    settle: () => {
      for (let next = due.takeDue(clock.now()); next !== null; next = due.takeDue(clock.now())) next();
    },
    nextAt: () => due.nextAt(),
  };
}

function closeLater(book: Book, room: Room, at: number, reason: CloseReason): void {
  room.cancelClosing();
  room.cancelClosing = book.due.add(at, () => {
    closeRoom(book, room.sessionId, reason);
  });
}

function closeRoom(book: Book, sessionId: string, reason: CloseReason): boolean {
  const room = book.rooms.get(sessionId);
  if (room === undefined) return false;
  book.rooms.delete(sessionId);
  room.cancelClosing();
  for (const id of [...room.people.keys()]) {
    takeOut(book, room, id, reason === 'restarted' ? 'restarted' : 'room-closed');
  }
  book.listener.closed(room, reason);
  return true;
}

function leaveRoom(book: Book, participantId: string, reason: LeaveReason): void {
  const room = book.whereabouts.get(participantId);
  if (room === undefined) return;
  takeOut(book, room, participantId, reason);
  if (room.people.size > 0) return;
  if (room.lifetime.departureMs === 0) closeRoom(book, room.sessionId, 'empty');
  else closeLater(book, room, book.clock.now() + room.lifetime.departureMs, 'empty');
}

function takeOut(book: Book, room: Room, participantId: string, reason: LeaveReason): void {
  const person = room.people.get(participantId);
  if (person === undefined) return;
  room.people.delete(participantId);
  book.whereabouts.delete(participantId);
  book.listener.left(room, person.participant, reason);
  person.onLeft();
}

function newRoom(room: Pick<SimulatedRoom, 'sessionId' | 'uniqueId' | 'openedAt' | 'lifetime'>): Room {
  const people: Room['people'] = new Map();
  return {
    ...room,
    isUsed: false,
    people,
    get participants() {
      return [...people.values()].map(({ participant }) => participant);
    },
    cancelClosing: () => undefined,
  };
}

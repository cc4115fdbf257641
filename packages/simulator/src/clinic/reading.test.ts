import { describe, expect, it } from 'vitest';
import { readText } from './reading.ts';

describe('reading a text as a person does', () => {
  it.each([
    ['Would you like to meet by video? Reply "yes" for video or "no" to come in.', 'asks-video'],
    ['Sam, text YES if you would rather have a video call with Dr Baker.', 'asks-video'],
    ['When you get here, stay in your car and reply "arrived". We will text you when to come in.', 'come-in'],
    ['Please text ARRIVED from the car park', 'come-in'],
    ['Thank you. Please wait outside, and we will text you when Dr Baker is ready for you.', 'other'],
    ['Dr Baker is ready for you. Please come in now. Room 2', 'call-in'],
    ['Come to room 7', 'call-in'],
    ['Dr Baker will meet you here: https://video.example/1 Please open it now and reply "ready".', 'invite'],
    ['Dr Baker will ring you. Keep your phone close and reply "ready".', 'invite'],
    ['You will see Dr Baker by video at 10:20. If you would rather come in, reply "no".', 'remote'],
    ['Which appointment do you mean? 1 Sam 10:10, 2 Mia 10:20', 'asks-which'],
    ['1 Sam 10:10, 2 Mia 10:20, or both?', 'asks-which'],
    ['Are you at the clinic, or at your phone?', 'asks-place'],
    ['Do you want to cancel? Reply "yes cancel" or "no".', 'asks-sure'],
    ['Sorry, we did not understand. Reply "yes" or "no".', 'not-understood'],
    ['Your appointment on Thursday is cancelled.', 'cancelled'],
    ['Your appointment with Dr Baker is now on 2 April at 11:20', 'moved'],
    ['This line is not watched.', 'other'],
  ])('takes %j for %s', (body, reading) => {
    expect(readText(body)).toBe(reading);
  });
});

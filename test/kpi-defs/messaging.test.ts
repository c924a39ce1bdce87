import { testGoldenFigures } from './golden.ts';

const cpm = {
  cpmMessages: 4000,
  cpmMessagesAccepted: 3950,
  cpmMessagesIneffective: 30,
  cpmReportsRequested: 1600,
  cpmReportsDelivered: 1500,
  cpmDeliveryTime: 3000000,
  cpmDeferredMessages: { last: 12, min: 5, max: 37, avg: 20 },
  cpmSessions: 80,
  cpmSessionsEstablished: 76,
};
const cab = {
  cabUpdates: 320,
  cabUpdatesAccepted: 316,
  cabRetrievals: 1680,
  cabRetrievalsAnswered: 1659,
  cabServerErrors: 15,
  cabNotifications: 640,
  cabNotificationsAccepted: 600,
};

describe('the messaging set', () => {
  testGoldenFigures('messaging', [
    // 4000 / 320 s
    { kpi: 'CPM Message Rate', figures: cpm, seconds: 320, gives: 12.5 },
    // 100 x 3950 / 4000
    { kpi: 'CPM Message Delivery Ratio', figures: cpm, gives: 98.75 },
    {
      kpi: 'CPM Message Delivery Ratio',
      when: 'when answers come an interval late',
      figures: { cpmMessages: 4, cpmMessagesAccepted: 5 },
      gives: 125,
    },
    // 100 x 30 / 4000
    { kpi: 'CPM Ineffective Messages', figures: cpm, gives: 0.75 },
    // 100 x 1500 / 1600
    { kpi: 'CPM Delivery Confirmation Ratio', figures: cpm, gives: 93.75 },
    // 3000000 ms / 1500
    { kpi: 'CPM Mean Delivery Time', figures: cpm, gives: 2000 },
    { kpi: 'CPM Message Backlog', figures: cpm, gives: 37 },
    // 100 x 76 / 80
    { kpi: 'CPM Session Establishment Ratio', figures: cpm, gives: 95 },
    // 100 x 316 / 320
    { kpi: 'CAB Update Success Ratio', figures: cab, gives: 98.75 },
    // 100 x 1659 / 1680
    { kpi: 'CAB Retrieval Success Ratio', figures: cab, gives: 98.75 },
    // 100 x 15 / (320 + 1680)
    { kpi: 'CAB Ineffective Requests', figures: cab, gives: 0.75 },
    // 100 - 0.75
    { kpi: 'CAB Effectiveness', figures: cab, when: 'by reference (K06)', gives: 99.25 },
    {
      kpi: 'CAB Effectiveness',
      when: 'when nobody asks',
      figures: { cabServerErrors: 0, cabUpdates: 0, cabRetrievals: 0 },
      gives: /zero/,
    },
    // 100 x 600 / 640
    { kpi: 'CAB Notification Success Ratio', figures: cab, gives: 93.75 },
  ]);
});

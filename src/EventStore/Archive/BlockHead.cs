namespace MiyagiSensing.EventStore.Archive;

/// <summary>What an archived block tells of its events beside their readings; arrays have one entry an event unless said otherwise.</summary>
/// <param name="Recorded">When it was stored, in µs: from its latest arrival, or, without readings, from the event before.</param>
/// <param name="Actors">Headers' actor.</param>
/// <param name="Correlations">Headers' correlation id.</param>
/// <param name="Causations">Headers' causation id.</param>
/// <param name="SetAside">How many readings it set aside.</param>
/// <param name="Tallies">How many ledger lines it has.</param>
/// <param name="Rows">For each group and each of its readings, how many events lie between its event and that of the reading before.</param>
internal sealed record BlockHead(long[] Recorded, string[] Actors, string?[] Correlations, string?[] Causations, int[] SetAside, int[] Tallies, int[][] Rows);

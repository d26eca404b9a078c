namespace MiyagiSensing.Bench.EndToEnd;

/// <summary>What a process, with all its children, used while it was measured.</summary>
/// <param name="Name">What it is called in the report.</param>
/// <param name="Cores">Processor time over elapsed time: 1 is one core, busy.</param>
/// <param name="Megabytes">Memory at the end, MiB: its share of what is resident (PSS), so that memory shared by processes counts once.</param>
/// <param name="PeakMegabytes">Most of the same sum while it was measured, looked at every 2 s, MiB; never below <see cref="Megabytes"/>.</param>
public sealed record ProcessUsage(string Name, double Cores, double Megabytes, double PeakMegabytes);

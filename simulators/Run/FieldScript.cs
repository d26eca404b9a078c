using MiyagiSensing.Simulators.Devices;

namespace MiyagiSensing.Simulators.Run;

/// <summary>What one device measures, step by step.</summary>
/// <param name="Device">The device.</param>
/// <param name="Interval">Time between steps, on the simulated clock.</param>
/// <param name="Measure">Measures once: device, simulated instant, hours since the story began, number of the step.</param>
public sealed record FieldScript(FieldDevice Device, TimeSpan Interval, Action<FieldDevice, DateTimeOffset, double, long> Measure);

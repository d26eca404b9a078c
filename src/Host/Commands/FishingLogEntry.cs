using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Host.Commands;

/// <summary>A line of a file of fishing logs: an entry, or what is wrong with it.</summary>
/// <param name="Line">Number of the line, from 1.</param>
/// <param name="District">District id; null for a line that can't be read.</param>
/// <param name="Log">The entry's id; null as <paramref name="District"/>.</param>
/// <param name="Record">What it says; null as <paramref name="District"/>.</param>
/// <param name="Fault">What is wrong; null when nothing is.</param>
internal sealed record FishingLogEntry(int Line, string? District, string? Log, FishingLogRecord? Record, string? Fault);

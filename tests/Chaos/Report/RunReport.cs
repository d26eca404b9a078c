using System.Globalization;
using System.Text;
using System.Text.Json;
using MiyagiSensing.Chaos.Faults;

namespace MiyagiSensing.Chaos.Report;

/// <summary>The run in figures: as a table (Markdown) and as JSON.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Disk">What kind of disk it ran on.</param>
/// <param name="Rounds">The rounds, in order.</param>
/// <param name="PeakMemoryBytes">Most memory that any platform process has held, in bytes.</param>
/// <param name="AlertsRaised">Alerts raised, each once.</param>
/// <param name="Took">How long all of it took.</param>
internal sealed record RunReport(int Seed, string Disk, IReadOnlyList<RoundResult> Rounds, long PeakMemoryBytes, int AlertsRaised, TimeSpan Took)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    private IEnumerable<Row> Rows =>
    [
        .. from kind in Enum.GetValues<FaultKind>()
           let rounds = Rounds.Where(round => round.Plan.Faults.Any(fault => fault.Kind == kind)).ToList()
           where rounds.Count > 0 || kind == FaultKind.FillDisk
           select RowOf(Words(kind), rounds),
        RowOf("all rounds", Rounds),
    ];

    /// <summary>The table.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder("| fault | rounds | acknowledged values | missing | twice | altered | slowest recovery | platform's memory |\n|---|---:|---:|---:|---:|---:|---:|---:|\n");
        foreach (var row in Rows)
        {
            text.Append(row.Rounds == 0
                ? $"| {row.Fault} | 0: {(Disk == "folder" ? "left out, needs root" : "not drawn by this seed")} | | | | | | |\n"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {row.Fault} | {row.Rounds} | {row.Acknowledged:N0} | {row.Missing} | {row.Twice} | {row.Altered} | {row.SlowestRecoverySeconds:0.0} s | {row.PeakMemoryBytes / 1_048_576} MB |\n"));
        }

        return text.Append(string.Create(
            CultureInfo.InvariantCulture,
            $"\nSeed {Seed}, {Rounds.Count} rounds in {Took.TotalSeconds:0} s on {Disk}; {AlertsRaised} alerts raised, each once; the platform ended by itself {Rounds.Sum(round => round.UnaskedExits)} times; most memory of the platform {PeakMemoryBytes / 1_048_576} MB.\n"))
            .ToString();
    }

    /// <summary>The same as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new { Seed, Disk, Rounds = Rounds.Count, PeakMemoryBytes, AlertsRaised, UnaskedExits = Rounds.Sum(round => round.UnaskedExits), Seconds = Took.TotalSeconds, Faults = Rows }, Json);

    private static Row RowOf(string name, IReadOnlyList<RoundResult> rounds) => new(
        name,
        rounds.Count,
        rounds.Sum(round => round.AcknowledgedReadings),
        rounds.Sum(round => round.Findings.Missing),
        rounds.Sum(round => round.Findings.Twice),
        rounds.Sum(round => round.Findings.Altered),
        rounds.Select(round => round.Recovery.TotalSeconds).DefaultIfEmpty().Max(),
        rounds.Select(round => round.PeakMemoryBytes).DefaultIfEmpty().Max());

    private static string Words(FaultKind kind) => kind == FaultKind.None ? "none (quiet)" : string.Concat(kind.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private sealed record Row(
        string Fault, int Rounds, long Acknowledged, int Missing, int Twice, int Altered, double SlowestRecoverySeconds, long PeakMemoryBytes);
}

using System.CommandLine;
using System.Globalization;
using MiyagiSensing.EventStore.Archive;
using MiyagiSensing.EventStore.Seals;
using MiyagiSensing.Host.Configuration;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>verify</c>: recomputes the hash chain over the event store, reads the archive files of the range, and names what is not as it was sealed.</summary>
internal static class VerifyCommand
{
    /// <summary>Findings that are printed one by one; the rest is counted.</summary>
    private const int MaxPrinted = 100;

    /// <summary>Positions between two lines of progress.</summary>
    private const long ProgressStep = 100_000;

    public static Command Build()
    {
        var from = new Option<long>("--from") { Description = "First position, from 1.", DefaultValueFactory = _ => 1 };
        var to = new Option<long>("--to") { Description = "Last position, not before --from.", DefaultValueFactory = _ => long.MaxValue };
        var anchor = new Option<string?>("--anchor") { Description = "SEAL:HASH as an earlier verification or a backup noted it; the chain must still hold that seal." };
        var command = new Command("verify", "Recomputes the hash chain; the status is 1 when something is not as sealed.") { from, to, anchor };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var (first, last) = (parse.GetValue(from), parse.GetValue(to));
            if (first < 1 || last < first)
            {
                throw new SettingsException(string.Create(
                    CultureInfo.InvariantCulture, $"--from {first} --to {(last == long.MaxValue ? "the end" : last)} is no range; positions begin at 1, and --from is not behind --to."));
            }

            await using var session = StoreSession.Open();
            var chain = session.Get<SealChain>();
            var anchored = parse.GetValue(anchor) is not { } note || await HoldsAsync(chain, note, cancellationToken);
            var printed = 0;
            var next = ProgressStep;
            var report = await chain.VerifyAsync(
                first,
                last,
                finding =>
                {
                    if (printed++ < MaxPrinted)
                    {
                        Console.WriteLine(Describe(finding));
                    }
                },
                position =>
                {
                    if (position >= next)
                    {
                        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"verified up to position {position}"));
                        next = position + ProgressStep;
                    }
                },
                cancellationToken);
            var archive = await session.Get<ArchiveVerification>().VerifyAsync(
                parse.GetValue(from),
                parse.GetValue(to),
                finding =>
                {
                    if (printed++ < MaxPrinted)
                    {
                        Console.WriteLine(ArchiveCommands.Describe(finding));
                    }
                },
                position => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"verified the archive up to position {position}")),
                cancellationToken);
            if (archive.Files > 0 || archive.Findings > 0)
            {
                Console.WriteLine(ArchiveCommands.Describe(archive));
            }

            Console.WriteLine(Summarize(report));
            return report.Findings == 0 && archive.Findings == 0 && anchored ? 0 : 1;
        });
        return command;
    }

    private static async Task<bool> HoldsAsync(SealChain chain, string note, CancellationToken cancellationToken)
    {
        var parts = note.Split(':');
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seal))
        {
            throw new InvalidOperationException($"--anchor needs SEAL:HASH, such as 17:9f86…, not '{note}'.");
        }

        var hash = await chain.ReadHashAsync(seal, cancellationToken);
        if (hash is not null && Convert.ToHexString(hash).Equals(parts[1], StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        Console.WriteLine($"seal {parts[0]} is {(hash is null ? "gone" : "not the one that was noted")}: the chain was cut off or computed anew");
        return false;
    }

    private static string Describe(SealFinding finding)
    {
        var what = finding.Kind switch
        {
            SealFindingKind.RowAltered => "altered",
            SealFindingKind.RowMissing => "removed",
            SealFindingKind.RowInserted => "slipped in",
            SealFindingKind.SealAltered => "seal altered",
            SealFindingKind.ChainBroken => "seal does not follow on the one before it",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var which = finding.Id is null ? "" : $", stream {finding.Stream}, type {finding.Type}, id {finding.Id}";
        return string.Create(CultureInfo.InvariantCulture, $"{what}: position {finding.Position}{which} ({(finding.Seal == 0 ? "below position 1, where no event can be" : $"seal {finding.Seal}")})");
    }

    private static string Summarize(SealReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {report.Events} events in {report.Seals} seals checked, up to position {report.CheckedUpTo}; {report.Findings} wrong; {report.Unsealed} newest not sealed yet
        last seal {report.LastSeal}:{Convert.ToHexString([.. report.LastHash])} (noted elsewhere, it can be given to --anchor)
        """);
}

using System.Buffers;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Domain.Fisheries;

/// <summary>
/// Takes entries of fishing logs in, from whichever way they come: form, file, device. Each entry has a stream of its own, named by its id, so that the store itself refuses the second of two, however close together they come, and
/// an entry costs the same after ten years.
/// </summary>
public sealed class FishingLogDesk(IEventStore store, TimeProvider clock)
{
    /// <summary>Longest id: a device's id, a full stop, and as much again.</summary>
    private const int IdLength = (2 * Identifier.MaxLength) + 1;

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>A person hands entries in under an account that has one of these roles.</summary>
    public static IReadOnlyList<string> Roles { get; } = ["fisheries", "admin"];

    /// <summary>Checks an entry and stores it once. Returns after the commit is on disk.</summary>
    /// <param name="district">District id of the catalog.</param>
    /// <param name="log">The entry's id, unique over all districts: whoever hands the same entry in again gives the same id.</param>
    /// <param name="record">What it says.</param>
    /// <param name="actor">Who hands it in, <c>user:…</c>, <c>device:…</c> or <c>operator</c>.</param>
    /// <param name="cancellationToken">Ends the wait; the outcome is then unknown, and handing it in again is safe.</param>
    public async Task<FishingLogOutcome> SubmitAsync(string district, string log, FishingLogRecord record, string actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        List<FishingLogFault> faults = [.. record.Faults(JapanDay.Of(now))];
        if (log.Length is 0 or > IdLength || log.AsSpan().ContainsAnyExcept(IdCharacters))
        {
            faults.Add(FishingLogFault.InvalidId);
        }

        if (!await IsDefinedAsync("district", district, cancellationToken))
        {
            faults.Add(FishingLogFault.UnknownDistrict);
        }

        if (!await IsDefinedAsync("species", record.Species, cancellationToken))
        {
            faults.Add(FishingLogFault.UnknownSpecies);
        }

        if (faults.Count > 0)
        {
            return new FishingLogOutcome.Refused(faults);
        }

        var (stream, fact) = ($"fishing-log:{log}", new FishingLogSubmitted(district, log, record));
        var result = await store.AppendAsync(
            [new NewEvent(Guid.CreateVersion7(now), stream, fact, new EventHeaders(actor))],
            new Dictionary<string, ExpectedVersion> { [stream] = ExpectedVersion.NoStream },
            cancellationToken);
        return result is AppendResult.Appended ? new FishingLogOutcome.Stored()
            : await FirstAsync(stream, cancellationToken) is FishingLogSubmitted stored && stored == fact ? new FishingLogOutcome.AlreadyStored()
            : new FishingLogOutcome.Refused([FishingLogFault.OtherContent]);
    }

    private async Task<bool> IsDefinedAsync(string kind, string id, CancellationToken cancellationToken) =>
        Identifier.IsValid(id) && await FirstAsync($"{kind}:{id}", cancellationToken) is not null;

    private async Task<IDomainEvent?> FirstAsync(string stream, CancellationToken cancellationToken)
    {
        await foreach (var item in store.ReadStreamAsync(stream, 1, cancellationToken))
        {
            return item.Data;
        }

        return null;
    }
}

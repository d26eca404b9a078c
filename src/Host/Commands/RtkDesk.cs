using System.Globalization;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Host.KeyStore;

namespace MiyagiSensing.Host.Commands;

/// <summary>Registers, retires and forgets users of the base stations. Plain ids come in and go no further than the key store.</summary>
internal sealed class RtkDesk : IDisposable
{
    private readonly IEventStore _store;
    private readonly PostgresKeyStore _keys;
    private readonly TimeProvider _clock;

    public RtkDesk(StoreSession session, TimeProvider clock)
    {
        (_store, _clock) = (session.Store, clock);
        var file = PostgresKeyStore.FileIn(session.Settings.DataFolder);
        // A new key file would give everybody a new pseudonym.
        _keys = File.Exists(file)
            ? new PostgresKeyStore(session.Get<Npgsql.NpgsqlDataSource>(), file)
            : throw new SettingsException($"There is no key file {file}. Start the platform once (./miyagi up), or restore the file from its backup (./miyagi restore --keys).");
        Forgotten = new ForgottenUsers(_store, _keys, session.Settings.DataFolder);
    }

    /// <summary>The list of the forgotten.</summary>
    public ForgottenUsers Forgotten { get; }

    /// <summary>Registers ids; one that is registered already stays as it is.</summary>
    /// <returns>How many are new.</returns>
    public async Task<int> RegisterAsync(IEnumerable<(string Id, DateOnly On, string Source)> ids, string actor, CancellationToken cancellationToken)
    {
        var registered = 0;
        foreach (var (id, on, source) in ids)
        {
            if (source.Contains(id, StringComparison.OrdinalIgnoreCase))
            {
                throw new SettingsException("A source names the user id that it is given for; it is stored in plain, so give one that names nobody. Ids before it in the list are registered.");
            }

            var pseudonym = await _keys.ForRtkUserAsync(id, cancellationToken);
            var (state, version) = await ReadAsync(pseudonym, cancellationToken);
            if (state is not RtkIdRegistered)
            {
                await AppendAsync(pseudonym, version, new RtkIdRegistered(pseudonym, on, source), actor, cancellationToken);
                registered++;
            }
        }

        return registered;
    }

    /// <summary>Retires ids; one that is not registered stays as it is.</summary>
    /// <returns>How many were registered.</returns>
    public async Task<int> RetireAsync(IEnumerable<string> ids, DateOnly on, string reason, string actor, CancellationToken cancellationToken)
    {
        var retired = 0;
        foreach (var id in ids)
        {
            if (await _keys.FindAsync(id, cancellationToken) is { } pseudonym && await RetireAsync(pseudonym, on, reason, actor, cancellationToken))
            {
                retired++;
            }
        }

        return retired;
    }

    /// <summary>How many of the ids have a pseudonym.</summary>
    public async Task<int> CountKnownAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var known = 0;
        foreach (var id in ids)
        {
            known += await _keys.FindAsync(id, cancellationToken) is null ? 0 : 1;
        }

        return known;
    }

    /// <summary>Forgets persons: they are noted as forgotten first, so that a crash behind that loses nobody.</summary>
    /// <returns>How many were known.</returns>
    public async Task<int> ForgetAsync(IEnumerable<string> ids, DateOnly today, string actor, CancellationToken cancellationToken)
    {
        var forgotten = 0;
        foreach (var id in ids)
        {
            if (await _keys.FindAsync(id, cancellationToken) is { } pseudonym)
            {
                // Nobody could give the id back later, since nothing leads to it.
                var (state, version) = await ReadAsync(pseudonym, cancellationToken);
                if (state is RtkIdRegistered { On: var on })
                {
                    await AppendAsync(pseudonym, version++, new RtkIdRetired(pseudonym, on > today ? on : today, "the person was forgotten"), actor, cancellationToken);
                }

                await AppendAsync(pseudonym, version, new RtkUserForgotten(pseudonym, _clock.GetUtcNow()), actor, cancellationToken);
                forgotten++;
            }
        }

        await Forgotten.ApplyAsync([], cancellationToken);
        return forgotten;
    }

    public void Dispose() => _keys.Dispose();

    private async Task<bool> RetireAsync(string pseudonym, DateOnly on, string reason, string actor, CancellationToken cancellationToken)
    {
        var (state, version) = await ReadAsync(pseudonym, cancellationToken);
        if (state is not RtkIdRegistered registered)
        {
            return false;
        }

        if (on < registered.On)
        {
            throw new SettingsException(string.Create(
                CultureInfo.InvariantCulture, $"An id that is registered from {registered.On:yyyy-MM-dd} on can't be given back on {on:yyyy-MM-dd}. Those before it in the list are done; give a later --on for the others."));
        }

        await AppendAsync(pseudonym, version, new RtkIdRetired(pseudonym, on, reason), actor, cancellationToken);
        return true;
    }

    /// <summary>What holds of a user: the last registration or retirement, and the stream's version.</summary>
    private async Task<(IDomainEvent? State, long Version)> ReadAsync(string pseudonym, CancellationToken cancellationToken)
    {
        (IDomainEvent? state, long version) = (null, 0);
        await foreach (var item in _store.ReadStreamAsync(ForgottenUsers.StreamOf(pseudonym), 1, cancellationToken))
        {
            state = item.Data is RtkIdRegistered or RtkIdRetired ? item.Data : state;
            version = item.Version;
        }

        return (state, version);
    }

    private async Task AppendAsync(string pseudonym, long version, IDomainEvent fact, string actor, CancellationToken cancellationToken)
    {
        var stream = ForgottenUsers.StreamOf(pseudonym);
        var result = await _store.AppendAsync(
            [new NewEvent(Guid.CreateVersion7(_clock.GetUtcNow()), stream, fact, new EventHeaders(actor))],
            new Dictionary<string, ExpectedVersion> { [stream] = version == 0 ? ExpectedVersion.NoStream : ExpectedVersion.Exactly(version) },
            cancellationToken);
        if (result is AppendResult.Conflict)
        {
            throw new SettingsException("Somebody else changed the same id just now. Give the command again: what is done already is recognised.");
        }
    }
}

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Gateway.Access;
using MiyagiSensing.Host.Catalog;
using MiyagiSensing.Host.Configuration;
using Npgsql;

namespace MiyagiSensing.Host.Commands;

/// <summary>Registers, lists and revokes devices.</summary>
internal sealed class DeviceBook(StoreSession session, TimeProvider clock)
{
    /// <summary>Least length of a secret that a device brings along. Chosen: what a vendor's six-digit PIN does not reach.</summary>
    private const int MinSecretLength = 12;

    /// <summary>How long a running platform may take to know a new device before the command returns all the same.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Registers all devices, or none. A device whose credentials were revoked gets a new one, and keeps its history.</summary>
    /// <exception cref="SettingsException">One is wrong, or known already and not revoked; the message names it.</exception>
    public async Task<IReadOnlyList<RegisteredDevice>> RegisterAsync(IReadOnlyList<DeviceRegistration> devices, CancellationToken cancellationToken)
    {
        Check(devices);
        if (devices.Count == 0)
        {
            return [];
        }

        using var random = RandomNumberGenerator.Create();
        var (now, headers) = (clock.GetUtcNow(), new EventHeaders("operator"));
        var known = new Dictionary<string, KnownDevice>(StringComparer.Ordinal);
        while (true)
        {
            List<NewEvent> events = [];
            List<RegisteredDevice> registered = [];
            foreach (var device in devices)
            {
                var (secret, hash) = device.Secret is { } own ? (null, SecretHashing.Import(own, random)) : SecretHashing.Generate(random);
                registered.Add(new RegisteredDevice(device.Device, secret));
                var facts = KnownDevice.FactsFor(device, hash, now, known.GetValueOrDefault(device.Device));
                events.AddRange(facts.Select(fact => new NewEvent(Guid.CreateVersion7(now), StreamOf(device.Device), fact, headers)));
            }

            var expected = devices.ToDictionary(device => StreamOf(device.Device), device => known.GetValueOrDefault(device.Device)?.Version ?? ExpectedVersion.NoStream);
            var result = await session.Store.AppendAsync(events, expected, cancellationToken);
            if (result is AppendResult.Appended appended)
            {
                await WaitUntilKnownAsync(appended.Last, cancellationToken);
                return registered;
            }

            var conflict = (AppendResult.Conflict)result;
            var taken = devices.Single(device => StreamOf(device.Device) == conflict.Stream);
            known[taken.Device] = KnownDevice.From(await session.Store.ReadStreamAsync(conflict.Stream, 1, cancellationToken).ToListAsync(cancellationToken));
            if (known[taken.Device].WhyNot(taken) is { } problem)
            {
                throw new SettingsException($"Device '{taken.Device}' {problem}. Nothing was registered.");
            }
        }
    }

    /// <summary>Withdraws a device's credentials.</summary>
    /// <exception cref="SettingsException">There is no such device.</exception>
    public async Task RevokeAsync(string device, CancellationToken cancellationToken)
    {
        if (!await session.Store.ReadStreamAsync(StreamOf(device), 1, cancellationToken).AnyAsync(cancellationToken))
        {
            throw new SettingsException($"There is no device '{device}'; see device list.");
        }

        var now = clock.GetUtcNow();
        var result = await session.Store.AppendAsync(
            [new NewEvent(Guid.CreateVersion7(now), StreamOf(device), new CredentialRevoked { Device = device }, new EventHeaders("operator"))], null, cancellationToken);
        await WaitUntilKnownAsync(((AppendResult.Appended)result).Last, cancellationToken);
    }

    /// <summary>One line a device, tab-separated, from the read model.</summary>
    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = session.Get<NpgsqlDataSource>().CreateCommand(
            "select id, domain, coalesce(station, '-'), case when revoked then 'revoked' when online then 'online' else 'offline' end, last_seen_at from miyagi.devices order by id");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var seen = reader.IsDBNull(4) ? "never" : reader.GetFieldValue<DateTimeOffset>(4).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            yield return $"{reader.GetString(0)}\t{reader.GetString(1)}\t{reader.GetString(2)}\t{reader.GetString(3)}\t{seen}";
        }
    }

    private static string StreamOf(string device) => $"device:{device}";

    private void Check(IReadOnlyList<DeviceRegistration> devices)
    {
        var catalog = CatalogFiles.Load(session.Settings.CatalogFolder);
        var stations = catalog.Stations.ToDictionary(station => station.Id);
        HashSet<string> seen = [];
        foreach (var device in devices)
        {
            var problem = device switch
            {
                _ when !Identifier.IsValid(device.Device) => "is not an id: use lower-case letters, digits, - and _, at most 64",
                _ when !seen.Add(device.Device) => "stands in the file twice",
                _ when catalog.Domains.All(domain => domain.Id != device.Domain) => $"names the domain '{device.Domain}', which the catalog does not have",
                _ when !stations.TryGetValue(device.Station, out var station) => $"names the station '{device.Station}', which the catalog does not have",
                _ when stations[device.Station].Domain != device.Domain => $"is of domain {device.Domain}, but station {device.Station} is of domain {stations[device.Station].Domain}",
                { Secret.Length: < MinSecretLength } => $"brings a secret of {device.Secret.Length} characters; at least {MinSecretLength} are needed",
                _ => null,
            };
            if (problem is not null)
            {
                throw new SettingsException($"Device '{device.Device}' {problem}. Nothing was registered.");
            }
        }
    }

    /// <summary>Returns when a running platform lets the device in; without a platform there is nothing to wait for.</summary>
    public async Task WaitUntilKnownAsync(long position, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var last = -1L;
        while (clock.GetElapsedTime(began) < Patience)
        {
            await using var command = session.Get<NpgsqlDataSource>().CreateCommand(
                "select coalesce(max(last_seq_id), 0), (select exists (select from pg_stat_activity where application_name = 'miyagi-projections' and datname = current_database())) from miyagi.mt_event_progression where name like 'devices/%'");
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            var (known, running) = (reader.GetInt64(0), reader.GetBoolean(1));
            if (known >= position || !running)
            {
                return;
            }

            last = known;
            await Task.Delay(TimeSpan.FromMilliseconds(20), clock, cancellationToken);
        }

        await Console.Error.WriteLineAsync($"The platform is behind (at {last}, the device is at {position}); it will let the device in when it has caught up.");
    }
}

using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Host.Commands;
using MiyagiSensing.Host.Configuration;
using Npgsql;

namespace MiyagiSensing.Host.Import;

/// <summary>The devices of a file: found in the store, or created for it, without credentials, so that nobody can ever connect as one of them.</summary>
internal sealed class ImportDevices(StoreSession session, SensingCatalog catalog, TimeProvider clock)
{
    private const int NamedDevices = 5;

    /// <summary>Those that the store does not know, with station and first instant, in order of id.</summary>
    /// <param name="definition">The mapping.</param>
    /// <param name="survey">The file's; when devices are to be created, the lines of those that can't be mounted, since the catalog lacks their station, are refused in it.</param>
    /// <param name="creates">Whether the unknown ones are to be created.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SettingsException">One belongs to another domain than the mapping's.</exception>
    public async Task<IReadOnlyList<(string Device, string Station, DateTimeOffset First)>> UnknownAsync(
        ImportDefinition definition, ImportSurvey survey, bool creates, CancellationToken cancellationToken)
    {
        var unknown = survey.Devices.Keys.ToHashSet();
        await using var command = session.Get<NpgsqlDataSource>().CreateCommand("select id, domain from miyagi.devices where id = any ($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = unknown.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (device, domain) = (reader.GetString(0), reader.GetString(1));
            if (domain != definition.Domain)
            {
                throw new SettingsException($"Device '{device}' is of domain {domain}, but the mapping {definition.Name} is for {definition.Domain}. Nothing was imported.");
            }

            unknown.Remove(device);
        }

        if (creates)
        {
            survey.RefuseUnknownStations(unknown, catalog.Stations.Where(station => station.Domain == definition.Domain).Select(station => station.Id).ToHashSet());
        }

        return [.. survey.Devices.Where(pair => unknown.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value.Station, pair.Value.First))];
    }

    /// <summary>What to do about unknown devices, for people.</summary>
    public static string Describe(IReadOnlyList<(string Device, string Station, DateTimeOffset First)> unknown) =>
        $"{unknown.Count} devices are not known: {string.Join(", ", unknown.Take(NamedDevices).Select(device => $"{device.Device} at {device.Station}"))}{(unknown.Count > NamedDevices ? ", …" : "")}. "
        + "Register them (./miyagi device add), or let --create-devices create and mount them, for history only: they can't connect. Nothing was imported.";

    /// <summary>Creates them, all or none: registered, and mounted from their first reading on. Their stations are in the catalog.</summary>
    /// <exception cref="SettingsException">Somebody else has registered one just now.</exception>
    public async Task CreateAsync(ImportDefinition definition, IReadOnlyList<(string Device, string Station, DateTimeOffset First)> devices, CancellationToken cancellationToken)
    {
        var (now, headers) = (clock.GetUtcNow(), new EventHeaders("operator"));
        List<NewEvent> events = [];
        foreach (var (device, station, first) in devices)
        {
            events.Add(new NewEvent(Guid.CreateVersion7(now), $"device:{device}", new DeviceRegistered { Device = device, Domain = definition.Domain }, headers));
            events.Add(new NewEvent(Guid.CreateVersion7(now), $"device:{device}", new DeviceMounted { Device = device, Station = station, From = first }, headers));
        }

        var result = await session.Store.AppendAsync(events, devices.ToDictionary(device => $"device:{device.Device}", _ => ExpectedVersion.NoStream), cancellationToken);
        if (result is not AppendResult.Appended appended)
        {
            throw new SettingsException("Somebody registered one of the devices at this moment. Run the same command again.");
        }

        await new DeviceBook(session, clock).WaitUntilKnownAsync(appended.Last, cancellationToken);
    }
}

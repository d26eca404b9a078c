using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.EventStore.Archive;
using MiyagiSensing.EventStore.Seals;

namespace MiyagiSensing.EventStore;

/// <summary>Registers the event store; needs an <see cref="Npgsql.NpgsqlDataSource"/> and a <see cref="TimeProvider"/>.</summary>
public static class EventStoreServices
{
    /// <summary>Adds <see cref="IEventStore"/> and <see cref="IEventFeed"/>, what keeps the feed informed of other processes, and the archive of old days.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="archiveFolder">Folder of the archive files; need not exist while nothing is archived.</param>
    public static IServiceCollection AddEventStore(this IServiceCollection services, string archiveFolder)
    {
        services.AddSingleton(new ArchiveFolder(archiveFolder));
        services.AddSingleton<EventFeed>();
        services.AddSingleton<JournalCondition>();
        services.AddSingleton<IEventFeed>(provider => provider.GetRequiredService<EventFeed>());
        services.AddSingleton<IEventStore, PostgresEventStore>();
        services.AddSingleton<IHostedService, NotificationRunner>();
        services.AddSingleton<SealChain>();
        services.AddSingleton<JournalArchiver>();
        services.AddSingleton<ArchiveVerification>();
        services.AddSingleton<ArchivePolicy>();
        return services;
    }

    /// <summary>Adds <see cref="IJournal"/> and what seals and archives the events: only where readings are taken in.</summary>
    public static IServiceCollection AddJournal(this IServiceCollection services)
    {
        services.AddSingleton<IJournal, PostgresJournal>();
        services.AddSingleton<IHostedService, SealRunner>();
        services.AddSingleton<IHostedService, ArchiveRunner>();
        return services;
    }
}

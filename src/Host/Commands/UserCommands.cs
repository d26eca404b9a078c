using System.CommandLine;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Host.Configuration;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>user add</c>: dashboard accounts.</summary>
internal static class UserCommands
{
    /// <summary>Least length of a password that a person chooses. Source: NIST SP 800-63B-4, section 3.1.1.2, 15 characters where the password stands alone.</summary>
    private const int MinPasswordLength = 15;

    public static Command Build()
    {
        var name = new Argument<string>("name") { Description = "Sign-in name: lower-case letters, digits, - and _." };
        var roles = new Option<string[]>("--role") { Description = "viewer, agriculture, fisheries, infrastructure or admin; may be given several times.", Required = true };
        var standardInput = new Option<bool>("--password-stdin") { Description = "Reads the password from standard input instead of making one up." };
        var add = new Command("add", "Adds an account. Without --password-stdin a password is made up and shown once.") { name, roles, standardInput };
        add.SetAction(async (parse, cancellationToken) =>
        {
            var account = parse.GetRequiredValue(name);
            if (!Identifier.IsValid(account))
            {
                throw new SettingsException($"'{account}' is not a name: use lower-case letters, digits, - and _, at most 64.");
            }

            var granted = parse.GetRequiredValue(roles);
            if (granted.Except(Accounts.Roles).FirstOrDefault() is { } unknown)
            {
                throw new SettingsException($"There is no role '{unknown}'; there are {string.Join(", ", Accounts.Roles)}.");
            }

            var given = parse.GetValue(standardInput) ? await Console.In.ReadLineAsync(cancellationToken) ?? "" : Environment.GetEnvironmentVariable("MIYAGI_USER_PASSWORD");
            if (given is { Length: < MinPasswordLength })
            {
                throw new SettingsException($"The password has {given.Length} characters; it needs at least {MinPasswordLength}.");
            }

            var password = given ?? Accounts.GeneratePassword();
            await using var session = StoreSession.Open();
            if (await Accounts.AddAsync(session.Store, account, password, granted, "operator", TimeProvider.System, cancellationToken) is AppendResult.Conflict)
            {
                throw new SettingsException($"There is an account '{account}' already.");
            }

            Console.WriteLine(given is null ? $"{account}\t{password}" : account);
            Console.Error.WriteLine(given is null ? "The password is shown this once and stored nowhere; write it down." : "Account added.");
        });
        return new Command("user", "Accounts on the dashboard.") { add };
    }
}
